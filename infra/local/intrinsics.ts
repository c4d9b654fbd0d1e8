/** Works out CloudFormation's intrinsic functions, as far as our templates use them, for resources that run on this machine. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, Json>>;
  readonly Metadata?: Readonly<Record<string, Json>>;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>>;
}

export const account = '000000000000';

/** Where a resource says its own name. */
const names: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** The name that its template gives it; else a stand-in that keeps the length and the letters that AWS allows in names. */
export const physicalId = (stack: string, logicalId: string, resource?: Resource): string => {
  const named = resource?.Properties?.[names[resource.Type] ?? ''];
  return typeof named === 'string' ? named : `${stack}-${logicalId}`.slice(-120);
};

const arnOf = ({ Type }: Resource, region: string, name: string): string => {
  const [, service = '', kind = ''] = Type.split('::');
  return `arn:aws:${service.toLowerCase()}:${region}:${account}:${kind === 'GlobalTable' ? 'table' : kind.toLowerCase()}/${name}`;
};

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export class Resolver {
  readonly #templates: ReadonlyMap<string, Template>;
  readonly #region: string;

  /** `templates` by stack name. */
  constructor(templates: ReadonlyMap<string, Template>, region: string) {
    this.#templates = templates;
    this.#region = region;
  }

  /** The value with every intrinsic function in it worked out. Throws on one that it does not know. */
  resolve(stack: string, value: Json | undefined): Json {
    if (Array.isArray(value)) return value.map((entry) => this.resolve(stack, entry));
    if (!isObject(value)) return value ?? null;
    const [name = '', argument] = Object.entries(value)[0] ?? [];
    if (Object.keys(value).length === 1 && (name === 'Ref' || name.startsWith('Fn::')))
      return this.#call(stack, name, argument);
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.resolve(stack, entry)]));
  }

  text(stack: string, value: Json | undefined): string {
    return String(this.resolve(stack, value) ?? '');
  }

  #call(stack: string, name: string, argument: Json | undefined): Json {
    switch (name) {
      case 'Ref':
        return this.#reference(stack, String(argument));
      case 'Fn::GetAtt':
        return this.#attribute(stack, listOf(argument).map(String));
      case 'Fn::ImportValue':
        return this.#exported(this.text(stack, argument));
      case 'Fn::Join': {
        const [separator, parts] = listOf(argument);
        return listOf(this.resolve(stack, parts)).map(String).join(String(separator));
      }
      case 'Fn::Sub':
        return this.#substituted(stack, Array.isArray(argument) ? argument : [argument ?? '']);
      case 'Fn::Select': {
        const [index, entries] = listOf(argument);
        return listOf(this.resolve(stack, entries))[Number(index)] ?? null;
      }
      case 'Fn::Split': {
        const [separator, source] = listOf(argument);
        return this.text(stack, source).split(String(separator));
      }
      default:
        throw new Error(`The local runner does not know ${name}.`);
    }
  }

  /** `${!Name}` stands for itself. */
  #substituted(stack: string, [text, values]: readonly Json[]): string {
    const own = isObject(values) ? values : {};
    return String(text).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(own, name)) return this.text(stack, own[name]);
      return name.includes('.') ? this.#attribute(stack, name.split('.')) : this.#reference(stack, name);
    });
  }

  #reference(stack: string, name: string): string {
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::AccountId': account,
      'AWS::Region': this.#region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'localhost',
      'AWS::StackName': stack,
    };
    return pseudo[name] ?? physicalId(stack, name, this.#templates.get(stack)?.Resources?.[name]);
  }

  #attribute(stack: string, [logicalId = '', attribute = '']: readonly string[]): string {
    const resource = this.#templates.get(stack)?.Resources?.[logicalId];
    if (!resource) throw new Error(`${stack} has no resource ${logicalId}.`);
    const name = physicalId(stack, logicalId, resource);
    return attribute === 'Arn' ? arnOf(resource, this.#region, name) : name;
  }

  #exported(name: string): Json {
    for (const [stack, { Outputs = {} }] of this.#templates) {
      for (const { Value, Export } of Object.values(Outputs)) {
        if (Export && this.text(stack, Export.Name) === name) return this.resolve(stack, Value);
      }
    }
    throw new Error(`No stack exports ${name}.`);
  }
}
