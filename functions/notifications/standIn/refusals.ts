/** How GOV.UK Notify says no. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly { readonly error: string; readonly message: string }[];

  constructor(status: number, error: string, ...messages: readonly string[]) {
    super(messages.join('; '));
    this.status = status;
    this.errors = messages.map((message) => ({ error, message }));
  }
}

export const invalid = (...messages: readonly string[]) => new Refusal(400, 'ValidationError', ...messages);
export const badRequest = (message: string) => new Refusal(400, 'BadRequestError', message);
export const notFound = (message = 'No result found') => new Refusal(404, 'NoResultFound', message);
export const forbidden = (message: string) => new Refusal(403, 'AuthError', message);
export const unauthorised = (message: string) => new Refusal(401, 'AuthError', message);
