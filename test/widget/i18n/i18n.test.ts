import { expect } from '@open-wc/testing';
import { createI18n, type Packs } from '../../../widget/i18n/i18n.ts';

const texts = (hello: string) => ({
  default: { greetings: { hello, left_one: 'one', left_other: '{{count}}' } },
});
type Greetings = ReturnType<typeof texts>['default'];

describe('languages', () => {
  let loaded: string[];
  let packs: Packs<Greetings>;

  const pack = (language: string, hello: string) => async () => {
    loaded.push(language);
    return texts(hello);
  };

  beforeEach(() => {
    loaded = [];
    packs = { en: pack('en', 'Hello'), es: pack('es', 'Hola'), he: pack('he', 'שלום') };
  });

  it('[A31] loads the wanted language and no other', async () => {
    const i18n = await createI18n({ language: 'es-MX', load: packs });
    expect(i18n.t('greetings:hello')).to.equal('Hola');
    expect(loaded).to.deep.equal(['es']);
  });

  it('takes the first of several that there is, and English where there is none', async () => {
    expect((await createI18n({ language: [null, 'it', 'es'], load: packs })).get()).to.equal('es');
    expect((await createI18n({ language: ['xx', 'it'], load: packs })).get()).to.equal('en');
  });

  it('[A31] writes Hebrew from right to left', async () => {
    const i18n = await createI18n({ language: 'he', load: packs });
    expect(i18n.direction).to.equal('rtl');
    await i18n.change('en');
    expect(i18n.direction).to.equal('ltr');
  });

  it('tells who listens when the language changes, once its texts are there, and loads them once', async () => {
    const i18n = await createI18n({ language: 'en', load: packs });
    const heard: string[] = [];
    i18n.subscribe(() => heard.push(i18n.t('greetings:hello')));
    await i18n.change('es');
    await i18n.change('en');
    await i18n.change('es');
    expect(heard).to.deep.equal(['Hola', 'Hello', 'Hola']);
    expect(loaded).to.deep.equal(['en', 'es']);
  });

  it('lets the last of two changes win, whichever is loaded first', async () => {
    let arrive = (): void => {};
    packs.es = () => new Promise((resolve) => (arrive = () => resolve(texts('Hola'))));
    const i18n = await createI18n({ language: 'en', load: packs });
    const late = i18n.change('es');
    await i18n.change('he');
    arrive();
    await late;
    expect(i18n.get()).to.equal('he');
  });

  it('keeps the language when the next one cannot be loaded', async () => {
    packs.es = () => Promise.reject(new Error('offline'));
    const i18n = await createI18n({ language: 'en', load: packs });
    await i18n.change('es').catch(() => {});
    expect(i18n.t('greetings:hello')).to.equal('Hello');
  });

  it('counts in the language’s own plurals', async () => {
    const i18n = await createI18n({ language: 'en', load: packs });
    expect([i18n.t('greetings:left', { count: 1 }), i18n.t('greetings:left', { count: 2 })]).to.deep.equal([
      'one',
      '2',
    ]);
  });

  it('[S5] puts values in as they are, whatever they look like', async () => {
    packs.en = async () =>
      ({ default: { greetings: { hello: 'Hello {{name}}, {{name}} and {{other}}' } } }) as never;
    const i18n = await createI18n({ language: 'en', load: packs });
    const name = '$& {{other}} $t(greetings:hello)';
    expect(i18n.t('greetings:hello', { name, other: 0 })).to.equal(`Hello ${name}, ${name} and 0`);
  });

  it('speaks two languages on one page', async () => {
    const [one, other] = await Promise.all(
      ['en', 'es'].map((language) => createI18n({ language, load: packs })),
    );
    expect([one!.t('greetings:hello'), other!.t('greetings:hello')]).to.deep.equal(['Hello', 'Hola']);
  });
});
