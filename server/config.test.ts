import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, type Environment, readConfig } from './config.ts';

const read = (env: Environment, argv: string[] = [], runsAsRoot = false) => readConfig(env, argv, runsAsRoot);

describe('settings', () => {
  test('without any, the product serves this machine alone on the embedded database', () => {
    expect(read({})).toEqual({
      mode: 'production',
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve(import.meta.dirname, '../data'),
      databaseUrl: null,
      publicUrl: 'http://localhost:3000',
      smtpUrl: null,
      controllerName: null,
      controllerEmail: null,
      demoPassword: null,
      empty: false,
    });
  });

  test('an empty value counts as unset', () => {
    const empty = { PORT: '', HOST: ' ', DATABASE_URL: '', PUBLIC_URL: '', SMTP_URL: '', DEMO_PASSWORD: '' };
    expect(read(empty)).toEqual(read({}));
  });

  test('the public address follows the port and loses its final slash', () => {
    expect(read({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(read({ PUBLIC_URL: 'https://cenacle.example/' }).publicUrl).toBe('https://cenacle.example');
  });

  test('root keeps the data outside the project unless told otherwise', () => {
    expect(read({}, [], true).dataDir).toBe('/var/lib/cenacle');
    expect(read({ DATA_DIR: '/srv/cenacle' }, [], true).dataDir).toBe('/srv/cenacle');
    expect(read({ DATA_DIR: 'elsewhere' }).dataDir).toBe(resolve(import.meta.dirname, '../elsewhere'));
  });

  test('options choose development and an empty community', () => {
    expect(read({}, ['--dev']).mode).toBe('development');
    expect(read({ NODE_ENV: 'test' }).mode).toBe('test');
    expect(read({}, ['--empty']).empty).toBe(true);
  });
});

describe('a bad setting stops the start with a sentence that names it', () => {
  const bad: [name: string, env: Environment][] = [
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '3000.5' }],
    ['PORT', { PORT: '-1' }],
    ['HOST', { HOST: 'two words' }],
    ['HOST', { HOST: '300.1.2' }],
    ['HOST', { HOST: 'http://localhost' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/cenacle' }],
    ['DATABASE_URL', { DATABASE_URL: 'localhost' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'cenacle.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://cenacle.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://cenacle.example/forum' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://ada@cenacle.example' }],
    ['SMTP_URL', { SMTP_URL: 'https://mail.example' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example' }],
    ['CONTROLLER_EMAIL', { CONTROLLER_EMAIL: 'nobody' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'two\nlines' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: ' spaces around ' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'x'.repeat(129) }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'short', HOST: '0.0.0.0', PUBLIC_URL: 'https://cenacle.example' }],
    ['ALLOW_INSECURE_HTTP', { ALLOW_INSECURE_HTTP: 'yes' }],
  ];
  test.each(bad)('%s: %j', (name, env) => {
    expect(() => read(env)).toThrow(ConfigError);
    expect(() => read(env)).toThrow(new RegExp(`${name}.*\\.$`));
  });

  test('an unknown option', () => {
    expect(() => read({}, ['--emtpy'])).toThrow('--emtpy');
  });

  test('the sentence does not repeat a password', () => {
    expect(() => read({ DATABASE_URL: 'mysql://ada:sesame@localhost/x' })).toThrow(/^((?!sesame).)*$/);
  });
});

describe('serving other machines', () => {
  test.each(['0.0.0.0', '::', '192.168.1.20', 'cenacle.example', '127.cenacle.example'])(
    '%s without https is refused',
    (host) => {
      expect(() => read({ HOST: host })).toThrow(/PUBLIC_URL.*ALLOW_INSECURE_HTTP=1/);
      expect(() => read({ HOST: host, PUBLIC_URL: 'http://cenacle.example' })).toThrow(ConfigError);
      expect(read({ HOST: host, PUBLIC_URL: 'https://cenacle.example' }).host).toBe(host);
      expect(read({ HOST: host, ALLOW_INSECURE_HTTP: '1' }).host).toBe(host);
    },
  );

  test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('%s needs no https', (host) => {
    expect(read({ HOST: host }).host).toBe(host);
  });
});
