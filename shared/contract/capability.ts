/** The shape of a contract: what integrators see of a capability, and the one source of everything about it. */
import type * as z from 'zod/mini';
import type { Dialect } from './dialect.ts';
import type { Answered, Idempotency } from './idempotency.ts';
import type { ProblemClass } from './problem.ts';

/** `:read` is for what only reads: pages of any site may be let call it (docs/decisions/0014-cors.md). */
export type Scope = `${string}:${string}`;
export type Access = 'public' | { readonly scope: Scope };
/** Another form of an answer, beside its JSON. */
export interface Form {
  readonly mediaType: string;
  // biome-ignore lint/suspicious/noExplicitAny: it takes what its operation answers, which `Returns` does not know.
  readonly write: (answer: any) => string;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an operation answers when it succeeds. */
export interface Returns {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  readonly mediaType?: string;
  readonly schema?: z.core.$ZodType;
  /** Other forms by the word for them in `?format=`; chosen by that, or by `Accept`. */
  readonly forms?: Readonly<Record<string, Form>>;
  /** Strong ETag over the body, and 304 for `If-None-Match`. */
  readonly etag?: boolean;
  readonly cacheControl?: string;
  /** The body carries `cursor` while there is more; answered as `Link: <…>; rel="next"` too. */
  readonly paged?: boolean;
  /** Path of the thing that was made, for `Location`; `{name}` is filled from the body. */
  readonly location?: string;
}

export interface OperationSpec {
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.core.$ZodObject;
  readonly query?: z.core.$ZodType;
  readonly body?: z.core.$ZodType;
  /** Request headers that the handler reads, by their names in small letters. */
  readonly headers?: z.core.$ZodObject;
  /** The handler is given the bytes of the body, too: what is signed is not its meaning but its text. */
  readonly raw?: true;
  /** What the documentation shows of a body that is checked only in part before its handler judges the rest. */
  readonly bodyShown?: z.core.$ZodType;
  /** Largest body in bytes; 1 MB unless told. Lambda itself takes no more than 6 MB. */
  readonly maxBody?: number;
  /**
   * A request sent again with the same Idempotency-Key is answered as the first was. `true` needs the header, `'optional'` takes it.
   * The handler writes and answers by `request.idempotency`.
   */
  readonly idempotent?: true | 'optional';
  /** Tells, or forgets, what is held on a person (`shared/people`). */
  readonly people?: 'find' | 'forget';
  readonly returns: Returns;
  readonly problems?: readonly ProblemClass[];
  /** How the standard that this path follows takes keys and tells errors; ours unless told. */
  readonly dialect?: Dialect;
}

export type Operation = OperationSpec & { readonly method: Method; readonly path: string };

/** A kind of record that a capability keeps, as a council's register of processing tells of it. */
export interface RecordClass {
  readonly says: string;
  /** `none`: about nobody. `reference`: tells of people by ids only. `personal`: by itself. */
  readonly personal: 'none' | 'reference' | 'personal';
  /** How long it is kept, unless the configuration says otherwise. Absent: until it is replaced or removed. */
  readonly days?: number;
}

/** Something that a capability announces. */
export interface EventType {
  readonly says: string;
  /** Ids, codes and numbers, nothing of a person: whoever needs more asks the API, where scopes count. Strict. */
  readonly data: z.core.$ZodObject;
}

/**
 * A national service that a capability stands on. Which council uses it, and where it is, is `services.<capability>` of the council in
 * the configuration; what it gave the council to be known by is in Parameter Store (docs/decisions/0019).
 */
export interface ProviderSpec {
  readonly title: string;
  /** Where it is, unless the configuration says otherwise by `url`. */
  readonly url: string;
  /** What else the configuration says of it: a strict object, every field with a usual value or optional. */
  readonly settings: z.core.$ZodObject;
  /** By name: what each secret is, for whoever has to find it. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface Capability {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** Core capabilities serve every council and cannot be switched off. */
  readonly core?: boolean;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly records?: Readonly<Record<string, RecordClass>>;
  /** By dotted type that starts with the capability's name: `waste.moved_dates.changed`. */
  readonly events?: Readonly<Record<string, EventType>>;
  readonly provider?: ProviderSpec;
}

const operation =
  <M extends Method>(method: M) =>
  <const P extends string, const S extends OperationSpec>(path: P, spec: S): S & { method: M; path: P } => ({
    ...spec,
    method,
    path,
  });

export const get = operation('GET');
export const post = operation('POST');
export const put = operation('PUT');
export const patch = operation('PATCH');
export const del = operation('DELETE');

/** What no other route takes: API Gateway's `$default`. */
export const fallback = <const S extends OperationSpec>(spec: S): S & { method: 'GET'; path: '$default' } => ({
  ...spec,
  method: 'GET',
  path: '$default',
});

export const capability = <const C extends Capability>(contract: C): C => contract;

type ReturnOptions = Partial<Pick<Returns, 'description' | 'etag' | 'cacheControl' | 'mediaType' | 'forms'>>;

export const ok = <S extends z.core.$ZodType>(schema: S, options: ReturnOptions = {}) =>
  ({ status: 200, description: 'Done', mediaType: 'application/json', ...options, schema }) as const;

export const page = <S extends z.core.$ZodType>(schema: S, options: ReturnOptions = {}) =>
  ({ ...ok(schema, options), paged: true }) as const;

export const created = <S extends z.core.$ZodType>(schema: S, location: string, options: ReturnOptions = {}) =>
  ({ ...ok(schema, options), status: 201, location }) as const;

export const noContent = () => ({ status: 204, description: 'Done; there is nothing to say' }) as const;

type Parsed<T> = T extends z.core.$ZodType ? z.core.output<T> : undefined;
type Field<O, K extends string> = O extends { readonly [P in K]: infer S } ? Parsed<S> : undefined;

/** Where another deployment serves a capability for a council. */
export interface Binding {
  /** Scheme and host. */
  readonly url: string;
  /** Id of the council there. */
  readonly council: string;
}

/** The council that a request is for, as the configuration has it. */
export interface Council {
  readonly id: string;
  readonly name: string;
  readonly nameWelsh?: string | undefined;
  readonly contact?: { readonly name: string; readonly email: string } | undefined;
  readonly gssCode?: string | undefined;
  readonly custodianCode?: number | undefined;
  readonly capabilities: readonly string[];
  /** By capability. */
  readonly bindings?: Readonly<Record<string, Binding>> | undefined;
  /** Days by `<capability>.<record>`, where they differ from the contract's. */
  readonly retention?: Readonly<Record<string, number>> | undefined;
  /** By capability: the national service that the council uses for it, as its contract's `provider` says. */
  readonly services?: Readonly<Record<string, Service>> | undefined;
  /** Absent where only keys may call. */
  readonly signIn?: SignIn | undefined;
}

/** What a council's configuration says of a national service: where it is, and what the contract's `provider.settings` ask. */
export type Service = { readonly url: string } & Readonly<Record<string, unknown>>;

/** The identity provider that the council's staff sign in with, and what their roles allow. */
export interface SignIn {
  readonly issuer: string;
  readonly audience: string;
  /** Name of the claim, or the path to it through objects: `realm_access.roles`. */
  readonly rolesClaim: string;
  /** Scopes by role. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Calls a day of one person. */
  readonly dailyQuota: number;
}

/** Who is calling: an integrator's key, a person who signed in, another capability, or the host's operator (both council `*`). */
export interface Caller {
  readonly keyId: string;
  readonly council: string;
  readonly scopes: readonly string[];
}

export interface Idempotent {
  readonly idempotent: true | 'optional';
}

/** What a handler gets: parsed input, and nothing of HTTP or AWS. */
export interface Request<O extends Operation = Operation> {
  /** Id of the council; `''` for operations outside any council. */
  readonly council: string;
  readonly councilDetails: Council | undefined;
  readonly params: Field<O, 'params'>;
  readonly query: Field<O, 'query'>;
  readonly body: Field<O, 'body'>;
  readonly headers: Field<O, 'headers'>;
  /** The body as it came; there where the contract says `raw`. */
  readonly raw: O extends { readonly raw: true } ? Uint8Array : undefined;
  /** Absent on public operations. */
  readonly caller: Caller | undefined;
  /** How to write and answer; there on idempotent operations only. */
  readonly idempotency: O extends Idempotent ? Idempotency : undefined;
  /** Path and query string as they came, for standards that echo them. */
  readonly url: string;
  /** Scheme and host that the caller used. */
  readonly origin: string;
}

export type Result<O extends Operation> = O['returns'] extends { readonly schema: infer S extends z.core.$ZodType }
  ? z.core.input<S>
  : undefined;

type Given<O extends Operation> = O extends Idempotent ? Answered<Result<O>> : Result<O>;

export type Handler<O extends Operation> = (request: Request<O>) => Promise<Given<O>> | Given<O>;

export type Handlers<C extends { readonly operations: Readonly<Record<string, Operation>> }> = {
  readonly [K in keyof C['operations']]: Handler<C['operations'][K]>;
};

/** Names of the `{parameters}` of a path. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name ?? '');
