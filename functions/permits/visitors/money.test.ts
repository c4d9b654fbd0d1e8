import { visitorMoneyBy } from './money.ts';

const payments = (made: string | undefined) => ({
  begin: async () => 'not_connected' as const,
  resume: async () => undefined,
  find: async () => undefined,
  refund: async () => made,
});
const refund = { payment: 'PY-7K2M9QXA4T0B', pence: 960, reason: 'moved_away', key: 'VR-7K2M9QXA.0' };

it('does not let money go that cannot be paid back by card', async () => {
  await expect(visitorMoneyBy(payments(undefined)).refund('marlbeck', refund)).rejects.toThrow('cannot be paid back');
  await expect(visitorMoneyBy(payments('RF-7K2M9QXA4T0B')).refund('marlbeck', refund)).resolves.toBeUndefined();
});

it('says that nothing is paid online where the council has no payments', async () => {
  const asked = { subject: 'permits:VO-7K2M9QXA', pence: 960, description: '8 hours', returnUrl: 'https://x.example' };
  const pay = visitorMoneyBy(payments(undefined)).pay('marlbeck', { ...asked, language: 'en', key: 'VO-7K2M9QXA.1' });
  await expect(pay).rejects.toMatchObject({ name: 'permit-cannot-pay-online' });
});
