import type { Mutant } from './mutant.ts';
import { seedsFrom } from './settings.ts';

const TRANSFER = /transferstock/i;

/** Guards of stock that goes from one location to another. */
export const transferringMutants: Mutant[] = [
  {
    name: 'transfer-once',
    guard: 'a transfer that is sent again is made once; here as often as it is sent',
    code: [
      {
        function: TRANSFER,
        from: 'attribute_not_exists(transferId)',
        to: 'attribute_exists(transferId) OR attribute_not_exists(transferId)',
      },
      {
        function: TRANSFER,
        from: /if\(([\w$]+)&&[\w$]+\(\1,[\w$]+\)\)return \1;if\(\1\)throw new [\w$]+\(`Another tr[^`]*`\);/,
        to: '',
      },
      {
        function: TRANSFER,
        from: 'attribute_not_exists(movementId)',
        to: 'attribute_exists(movementId) OR attribute_not_exists(movementId)',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'transfer-whole',
    guard: 'what leaves one location arrives at the other in the same transaction; here in one of its own',
    code: [
      {
        function: TRANSFER,
        from: /await ([\w$]+)\(([\w$]+),([\w$]+),\[([\w$]+\([^)]*\),[\w$]+\([^)]*\)),([\w$]+,[\w$]+\([^)]*\)),(\{Put:\{TableName:[\w$]+\.transfer,.*?\}\})\]\)/,
        to: '(await $1($2,$3,[$4,$6]))||await $1($2,$3,[$5])',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 300),
  },
  {
    name: 'transfer-version',
    guard: 'a transfer counts from the balances that there are; here from those it has read',
    code: [
      {
        function: TRANSFER,
        from: 'ConditionExpression:"version = :version"',
        to: 'ConditionExpression:"version = :version OR version <> :version"',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
  {
    name: 'transfer-opens-once',
    guard: 'stock begins at a location with one transfer; here with as many as bring the first',
    code: [
      {
        function: TRANSFER,
        from: '"attribute_not_exists(productId)"',
        to: '"attribute_not_exists(productId) OR attribute_exists(productId)"',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 300),
  },
  {
    name: 'transfer-not-below-zero',
    guard: 'no more leaves a location than is available there; here whatever is asked',
    code: [
      {
        function: TRANSFER,
        from: /if\([\w$]+>([\w$]+)\.available\)throw new ([\w$]+)\(`Only/,
        to: 'if($1.available<-9999)throw new $2(`Only',
      },
      {
        function: TRANSFER,
        from: /if\(([\w$]+)<0\)throw new ([\w$]+)\(`Only/,
        to: 'if($1<-9999)throw new $2(`Only',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(1, 120),
  },
];
