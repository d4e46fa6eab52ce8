import { Type } from 'typebox';
import { oneOf } from './http.ts';

/** Currencies that amounts are typed in: those of the members' clients. Each has two decimals. */
export const currencies = ['EUR', 'CHF', 'GBP', 'USD', 'CAD', 'MAD', 'TND', 'XOF'] as const;
export const currency = oneOf(currencies);

/** What an amount is paid for: once, or again each month or year. */
export const paidPer = ['once', 'month', 'year'] as const;
export type PaidPer = (typeof paidPer)[number];

/** Minor units (cents) at most: ten billion euros, well within what a number holds exactly. */
export const amountMinorMax = 1_000_000_000_000;
export const amountMinor = Type.Integer({ minimum: 0, maximum: amountMinorMax });
