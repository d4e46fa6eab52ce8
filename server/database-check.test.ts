import { expect, inject, test } from 'vitest';
import { makeDatabase } from '../test/database.ts';
import { ConfigError } from './config.ts';
import { checkDatabase } from './database-check.ts';

test('a server that serves is accepted', async () => {
  const database = await makeDatabase();
  await checkDatabase(database.url);
  await database.drop();
});

test('a server that can not be reached is refused with a sentence', async () => {
  const refused = checkDatabase('postgres://ada:sesame@127.0.0.1:1/cenacle');
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(/DATABASE_URL can't be reached: .*ECONNREFUSED.*\.$/);
  await expect(refused).rejects.not.toThrow(/sesame/);
});

test('a database that does not exist is refused with a sentence', async () => {
  const url = new URL(inject('databaseServer').url);
  url.pathname = '/no_such_database';
  await expect(checkDatabase(url.href)).rejects.toThrow(/DATABASE_URL can't be reached: .*does not exist\.$/);
});
