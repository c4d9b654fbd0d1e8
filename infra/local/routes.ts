/** Route precedence as API Gateway's for HTTP APIs: exact before {parameter} before {proxy+} before $default, method before ANY. */

export interface Match {
  readonly routeKey: string;
  readonly target: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly key: string;
  readonly method: string;
  readonly parts: readonly string[];
  readonly target: string;
}

const isGreedy = (part: string): boolean => part.startsWith('{') && part.endsWith('+}');
const isParameter = (part: string): boolean => part.startsWith('{');
const rank = (part: string | undefined): number =>
  part === undefined ? 3 : isGreedy(part) ? 2 : isParameter(part) ? 1 : 0;

const bySpecificity = (a: Route, b: Route): number => {
  for (let i = 0; i < Math.max(a.parts.length, b.parts.length); i += 1) {
    const difference = rank(a.parts[i]) - rank(b.parts[i]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
};

const parse = ([key, target]: readonly [string, string]): Route => {
  const [method = '', path = ''] = key.split(' ');
  return { key, method, parts: path.split('/').slice(1), target };
};

const matchPath = (route: Route, given: readonly string[]): Readonly<Record<string, string>> | undefined => {
  const found: Record<string, string> = {};
  for (const [i, part] of route.parts.entries()) {
    const value = given[i];
    if (value === undefined || (value === '' && part !== '')) return undefined;
    if (isGreedy(part)) {
      found[part.slice(1, -2)] = given.slice(i).map(decodeURIComponent).join('/');
      return found;
    }
    if (isParameter(part)) found[part.slice(1, -1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return given.length === route.parts.length ? found : undefined;
};

/** Makes the look-up for a set of routes; throws URIError for a path that is not percent-encoded right. */
export const router = (routes: ReadonlyMap<string, string>) => {
  const ordered = [...routes]
    .filter(([key]) => key !== '$default')
    .map(parse)
    .sort(bySpecificity);
  const fallback = routes.get('$default');
  return (method: string, path: string): Match | undefined => {
    const given = path.split('/').slice(1);
    for (const route of ordered) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = matchPath(route, given);
      if (pathParameters) return { routeKey: route.key, target: route.target, pathParameters };
    }
    return fallback === undefined ? undefined : { routeKey: '$default', target: fallback, pathParameters: {} };
  };
};
