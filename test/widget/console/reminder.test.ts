import { expect, fixture, html } from '@open-wc/testing';
import { AvailabilityStore } from '../../../widget/features/availability/index.ts';
import { SupportAvailabilityReminder } from '../../../widget/features/availability/console-reminder.ts';
import { FakeClock, settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { aStatus, english } from './samples.ts';

customElements.define('support-availability-reminder', SupportAvailabilityReminder);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the reminder of being Available', () => {
  let transport: FakeTransport;
  let clock: FakeClock;

  const idle = (milliseconds: number) =>
    aStatus({ available: true, idleSince: clock.now() - milliseconds, version: 2 });

  const show = async (status = (): ReturnType<typeof aStatus> => aStatus({ available: true })) => {
    clock = new FakeClock();
    await clock.pass(100 * HOUR);
    transport = new FakeTransport();
    transport.answer('availability:get', () => ({ ok: true, data: status() }));
    const store = new AvailabilityStore(transport);
    await settle();
    const i18n = await english();
    return fixture<SupportAvailabilityReminder>(
      html`<support-availability-reminder
        .i18n=${i18n}
        .store=${store}
        .clock=${clock}
      ></support-availability-reminder>`,
    );
  };
  const words = ({ renderRoot }: SupportAvailabilityReminder): string =>
    renderRoot.querySelector('[role=status]')!.textContent!.trim();
  const buttons = ({ renderRoot }: SupportAvailabilityReminder): HTMLElement[] => [
    ...renderRoot.querySelectorAll<HTMLElement>('wa-button'),
  ];

  it('[G23] takes no room until there is one, and then appears live in a region that was there before', async () => {
    const reminder = await show();
    const status = reminder.renderRoot.querySelector('[role=status]');
    expect(reminder.getBoundingClientRect().height).to.equal(0);
    transport.push('availability:reminder', idle(4 * HOUR));
    await reminder.updateComplete;
    expect(words(reminder)).to.equal(
      'You have been Available for 4 hours without doing anything here. Still at your desk?',
    );
    expect(reminder.renderRoot.querySelector('[role=status]')).to.equal(status);
    expect(buttons(reminder).map((button) => button.textContent!.trim())).to.deep.equal([
      'I’m here',
      'Switch to Unavailable',
    ]);
  });

  it('[G23] is there for a console that opens later, and counts on by the hour', async () => {
    const reminder = await show(() => idle(20 * HOUR + 59 * MINUTE));
    expect(words(reminder)).to.contain('for 20 hours');
    await clock.pass(MINUTE - 1);
    await reminder.updateComplete;
    expect(words(reminder)).to.contain('for 20 hours');
    await clock.pass(1);
    await reminder.updateComplete;
    expect(words(reminder)).to.contain('for 21 hours');
  });

  for (const [time, said] of [
    [36_000, '1 minute'],
    [30 * MINUTE, '30 minutes'],
    [90 * MINUTE, '1 hour'],
    [-5 * MINUTE, '1 minute'],
  ] as const)
    it(`says ${said} after ${time / MINUTE} minutes`, async () => {
      expect(words(await show(() => idle(time)))).to.contain(`for ${said} without`);
    });

  it('[G9] is not there without a Status menu', async () => {
    const reminder = await show(() => ({ ...idle(4 * HOUR), menu: false }));
    expect(words(reminder)).to.equal('');
    expect(buttons(reminder)).to.deep.equal([]);
  });

  for (const [index, command, input] of [
    [0, 'availability:confirm', {}],
    [1, 'availability:set', { available: false }],
  ] as const)
    it(`[G23] button ${index + 1} is ${command}, said once however often it is pressed`, async () => {
      const reminder = await show(() => idle(4 * HOUR));
      const answered = aStatus({ available: index === 0, version: 3 });
      transport.answer(command, () => ({ ok: true, data: answered }));
      for (let n = 0; n < 3; n += 1) buttons(reminder)[index]!.click();
      await settle();
      await reminder.updateComplete;
      expect(transport.callsOf(command)).to.deep.equal([input]);
      expect(words(reminder)).to.equal('');
      expect(buttons(reminder)).to.deep.equal([]);
    });

  it('says so when what had the focus goes with the answer, wherever it was given, and else nothing', async () => {
    const reminder = await show(() => idle(4 * HOUR));
    let told = 0;
    reminder.addEventListener('support-answered', () => (told += 1));
    transport.push('availability:changed', aStatus({ available: true, version: 3 }));
    await reminder.updateComplete;
    expect(told).to.equal(0);
    transport.push('availability:reminder', { ...idle(HOUR), version: 4 });
    await reminder.updateComplete;
    const [button] = buttons(reminder);
    button!.tabIndex = 0;
    button!.focus();
    transport.push('availability:changed', aStatus({ available: true, version: 5 }));
    await reminder.updateComplete;
    expect(told).to.equal(1);
  });

  it('[G23] goes when it was answered in another tab', async () => {
    const reminder = await show(() => idle(4 * HOUR));
    transport.push('availability:changed', aStatus({ available: true, version: 3 }));
    await reminder.updateComplete;
    expect(words(reminder)).to.equal('');
  });

  it('stays when the answer fails, and says why until it is answered elsewhere', async () => {
    const reminder = await show(() => idle(4 * HOUR));
    transport.answer('availability:confirm', () => failure('unreachable', true));
    buttons(reminder)[0]!.click();
    await settle();
    await reminder.updateComplete;
    const alert = reminder.renderRoot.querySelector('[role=alert]')!;
    expect(alert.textContent).to.contain('cannot be reached');
    expect(buttons(reminder)).to.have.lengthOf(2);
    transport.push('availability:changed', aStatus({ available: true, version: 3 }));
    await reminder.updateComplete;
    expect(alert.textContent).to.equal('');
  });

  it('counts no longer when it is taken out, and again when it is put back', async () => {
    const reminder = await show(() => idle(4 * HOUR));
    const parent = reminder.parentElement!;
    reminder.remove();
    await clock.pass(HOUR);
    expect(words(reminder)).to.contain('for 4 hours');
    parent.append(reminder);
    await reminder.updateComplete;
    expect(words(reminder)).to.contain('for 5 hours');
  });

  it('is accessible', async () => {
    await expect(await show(() => idle(4 * HOUR))).to.be.accessible();
  });
});
