import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optionsMax, type Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, openBenchmark, show } from '../../test/benchmark.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Acheteurs', ['grace', 'linus', 'mo']);
});
afterAll(() => t.close());

describe('adding an option', () => {
  test('is every reader’s, once for each provider and product', async () => {
    const benchmark = await openBenchmark(t);
    const provider = await makeProvider(t.services, 'Quatrième');
    const add = (body: object) => t.as('linus').post(`/api/benchmarks/${benchmark.id}/options`, body);
    expect((await add({ provider_id: provider })).json().options).toHaveLength(4);
    expect((await add({ provider_id: provider })).json().errors).toMatchObject([{ code: 'repeated' }]);
    expect((await add({ provider_id: provider, product: 'Pro' })).json().options).toHaveLength(5);
    expect((await add({ provider_id: newId() })).json().errors).toMatchObject([
      { code: 'unknown_reference' },
    ]);
    expect(
      (await t.guest.post(`/api/benchmarks/${benchmark.id}/options`, { provider_id: provider })).statusCode,
    ).toBe(401);
  });

  test('repeated with its key adds one', async () => {
    const benchmark = await openBenchmark(t);
    const body = { provider_id: await makeProvider(t.services, 'Une fois') };
    const key = { 'idempotency-key': newId() };
    const path = `/api/benchmarks/${benchmark.id}/options`;
    await t.as('linus').post(path, body, key);
    const again = await t.as('linus').post(path, body, key);
    expect(again.statusCode).toBe(201);
    expect(again.json().options).toHaveLength(4);
  });

  test('is refused in a closed benchmark, for one too many, and outside', async () => {
    const provider_id = await makeProvider(t.services, 'Toutes les offres');
    const products = Array.from({ length: optionsMax }, (_, i) => ({ provider_id, product: `Offre ${i}` }));
    const benchmark = await openBenchmark(t, { options: products, audience_id: circle.audienceId });
    const add = (who: 'linus' | 'mallory') =>
      t.as(who).post(`/api/benchmarks/${benchmark.id}/options`, { provider_id });
    expect((await add('linus')).json().errors).toMatchObject([{ field: 'provider_id', code: 'too_many' }]);
    expect((await add('mallory')).statusCode).toBe(404);
    await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state: 'closed' });
    const late = await add('linus');
    expect([late.statusCode, late.json().code]).toEqual([409, 'closed']);
    expect((await show(t, benchmark, 'grace')).options).toHaveLength(optionsMax);
  });
});

describe('merging providers', () => {
  const merge = async (benchmark: Benchmark, from: number, into: number) => {
    const ids = benchmark.options.map(({ provider }) => provider.id);
    const reply = await t
      .as('mo')
      .post(`/api/providers/${ids[from]}/merge`, { into: ids[into], reason: 'Essai' });
    expect(reply.statusCode).toBe(200);
    return show(t, benchmark, 'grace');
  };

  test('leads their options to the other, and the one that nobody evaluated makes way', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [null, 4, null]);
    const after = await merge(benchmark, 0, 1);
    expect(after.options.map(({ id, provider }) => [id, provider.name])).toEqual([
      [benchmark.options[0]?.id, 'Flux'],
      [benchmark.options[2]?.id, 'Nordet'],
    ]);
    expect(after.cells[1]).toMatchObject({ mean: 4 });
  });

  test('keeps both that were evaluated, and the benchmark can still be changed', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [null, 4, null]);
    await evaluate(t, benchmark, 'newt', 1, [null, 2, null]);
    const after = await merge(benchmark, 0, 1);
    expect(after.options).toHaveLength(3);
    const options = after.options.map(({ id, provider }) => ({ id, provider_id: provider.id }));
    const change = (more: object[]) =>
      t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { options: [...options, ...more] });
    expect((await change([])).statusCode).toBe(200);
    const third = await change([{ provider_id: options[0]?.provider_id }]);
    expect(third.json().errors).toMatchObject([{ field: 'options.3.provider_id', code: 'repeated' }]);
  });

  test('keeps the option that was chosen', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [null, 4, null]);
    const chosen = benchmark.options[1]?.id;
    await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { chosen_option_id: chosen });
    expect(await merge(benchmark, 1, 0)).toMatchObject({ chosen_option_id: chosen });
  });
});
