/** Whether a text holds this email address, in whatever case, and not just one that ends or begins with it. */
export const mentions = (text: string, email: string): boolean =>
  new RegExp(`(?<![\\w.+'-])${email.replaceAll(/[^\w@]/g, '\\$&')}(?![\\w-]|\\.\\w)`, 'i').test(text);
