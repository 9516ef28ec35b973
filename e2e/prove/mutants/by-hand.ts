import type { Mutant } from './mutant.ts';
import { seedsFrom } from './settings.ts';

/** Guards of what people do to the stock themselves. */
export const byHandMutants: Mutant[] = [
  {
    name: 'adjustment-once',
    guard: 'an adjustment that is sent again is applied once; here as often as it is sent',
    code: [
      {
        function: /adjuststock/i,
        from: 'attribute_not_exists(adjustmentId)',
        to: 'attribute_exists(adjustmentId) OR attribute_not_exists(adjustmentId)',
      },
      {
        function: /adjuststock/i,
        from: /if\(([\w$]+)&&[\w$]+\(\1\.movement,[\w$]+\)\)return \1\.movement;if\(\1\)throw new [\w$]+\(`Another adj[^`]*`\);/,
        to: '',
      },
      {
        function: /adjuststock/i,
        from: 'attribute_not_exists(movementId)',
        to: 'attribute_exists(movementId) OR attribute_not_exists(movementId)',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(3, 60),
  },
  {
    name: 'reversal-once',
    guard: 'an adjustment is taken back once; here as often as somebody asks',
    code: [
      {
        function: /reverseadjustment/i,
        from: 'attribute_not_exists(reversal)',
        to: '(attribute_not_exists(reversal) OR attribute_exists(reversal))',
      },
      { function: /reverseadjustment/i, from: /if\(([\w$]+)\??\.reversal\)return \1\.reversal;/, to: '' },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(6, 60),
  },
  {
    name: 'adjustment-version',
    guard: 'an adjustment counts from the balance that there is; here from the one it has read',
    code: [
      {
        function: /adjuststock/i,
        from: 'ConditionExpression:"version = :version"',
        to: 'ConditionExpression:"version = :version OR version <> :version"',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(6, 60),
  },
  {
    name: 'by-hand-not-below-zero',
    guard: 'nobody takes more than there is, nor takes back what is gone; here whatever is asked',
    code: [
      {
        function: /adjuststock|reverseadjustment/i,
        from: /if\(([\w$]+)<0\)throw new ([\w$]+)\(`Only/,
        to: 'if($1<-9999)throw new $2(`Only',
      },
    ],
    attack: 'changes-by-hand',
    seeds: seedsFrom(2, 60),
  },
];
