import { isDeepStrictEqual } from 'node:util';
import type { Handlers } from '#shared/contract/capability.ts';
import { type CallbackDependencies, callbackHandlers } from './callbacks/handlers.ts';
import { contactHandlers } from './contacts/handlers.ts';
import { findPerson, forgetPerson } from './contacts/people.ts';
import { KeyRefused } from './contract/fields.ts';
import { MessageNotFound } from './contract/messages.ts';
import { TemplatesChanged } from './contract/templates.ts';
import type { notifications } from './contract.ts';
import { shown } from './messages/kept.ts';
import { listMessages } from './messages/list.ts';
import { type MessageDependencies, sendMessage } from './messages/sendMessage.ts';
import { type Connection, clientOf, providerOf } from './notify/connected.ts';
import { checkTemplates } from './templates/check.ts';
import { unsubscribeHandlers } from './unsubscribe/handlers.ts';

export interface Dependencies extends MessageDependencies, CallbackDependencies, Connection {}

export const handlers = (dependencies: Dependencies): Handlers<typeof notifications> => {
  const { messages, templates } = dependencies;
  return {
    sendMessage: (request) => sendMessage(dependencies, request),
    listMessages: (request) => listMessages(messages, request),
    getMessage: async ({ council, params }) => {
      const kept = await messages.find(council, params.message);
      if (kept) return shown(kept);
      throw new MessageNotFound('No message of this council has this id.');
    },
    getTemplates: ({ council }) => templates.read(council),
    putTemplates: async ({ council, body }) => {
      const wanted = { ...body, version: body.version + 1 };
      const there = await templates.write(council, wanted);
      if (!there || isDeepStrictEqual(there, wanted)) return wanted;
      throw new TemplatesChanged(`They are at version ${there.version} by now.`);
    },
    checkTemplates: async ({ council }) => {
      const client = await clientOf(dependencies, providerOf(dependencies, council));
      if (!client) throw new KeyRefused('The council’s secret “api-key” is no key of GOV.UK Notify.');
      return checkTemplates(client, await templates.read(council));
    },
    ...contactHandlers(dependencies),
    ...unsubscribeHandlers(dependencies),
    ...callbackHandlers(dependencies),
    findPersonInNotifications: async ({ council, body: { email } }) => ({
      held: await findPerson(dependencies, council, email),
    }),
    forgetPersonInNotifications: ({ council, body: { email } }) => forgetPerson(dependencies, council, email),
  };
};
