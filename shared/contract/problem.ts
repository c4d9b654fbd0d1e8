/** One kind of failure, in the field's words. Served as a page at `/problems/<slug>` (RFC 9457, `type`). */
export interface ProblemType {
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  /** What the caller can do about it, in a sentence or two. */
  readonly advice: string;
  /** A registered type to answer instead of our own page. */
  readonly uri?: string;
  /** Others can end it, a person with a setting that is missing: a request sent again with its Idempotency-Key is judged anew. */
  readonly passes?: true;
}

/** One thing wrong with the input: what, and where (a JSON Pointer into that part of the request). */
export interface FieldError {
  readonly detail: string;
  readonly pointer: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
}

/** Members of every problem (RFC 9457, section 3.1), which nothing else may be told in. */
type OwnMembers = 'type' | 'title' | 'status' | 'detail' | 'instance' | 'errors';

export interface ProblemOptions {
  readonly errors?: readonly FieldError[];
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly [K in OwnMembers]?: never };
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A failure the caller is told about. Anything else that is thrown answers a generic 500. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly options: ProblemOptions;

  constructor(type: ProblemType, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = type.slug;
    this.type = type;
    this.options = options;
  }
}

export interface ProblemClass {
  new (detail: string, options?: ProblemOptions): Problem;
  readonly type: ProblemType;
}

/** Makes the class for one kind of failure: `class UnknownCouncil extends problem({ slug: … }) {}`. */
export const problem = (type: ProblemType): ProblemClass =>
  class extends Problem {
    static readonly type = type;
    constructor(detail: string, options?: ProblemOptions) {
      super(type, detail, options);
    }
  };
