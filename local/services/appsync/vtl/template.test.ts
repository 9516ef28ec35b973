import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../clock.ts';
import { newRun } from '../execution/resolver.ts';
import { compileTemplate } from './template.ts';

const render = (source: string, context: Record<string, unknown> = {}) => {
  const answer = compileTemplate(source)(
    newRun(new VirtualClock(), 'User Pool Authorization', 'Query', 'getItem'),
    context,
  );
  return 'returned' in answer ? { returned: answer.returned } : answer.text.trim();
};

describe('text and references', () => {
  it.each([
    ['$ctx.args.id', 'a'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is VTL.
    ['${ctx.args.id}!', 'a!'],
    ['$context.args.list[1]', '2'],
    ['$ctx.args["id"]', 'a'],
    ['$ctx.args.list', '[1, 2]'],
    ['$ctx.args.map', '{k=v, n=1}'],
    ['$ctx.args.nothing', '$ctx.args.nothing'],
    ['$!ctx.args.nothing', ''],
    ['"$ctx.args.id."', '"a."'],
    ['## a comment\ntext', 'text'],
    ['$ctx.args.nothing.anything()', '$ctx.args.nothing.anything()'],
  ])('renders %s as %s', (source, text) => {
    expect(render(source, { args: { id: 'a', list: [1, 2], map: { k: 'v', n: 1 }, nothing: null } })).toBe(text);
  });

  it('keeps # in quoted strings, where it names a DynamoDB placeholder', () => {
    expect(render('#set($e = "#$ctx.key = :$ctx.key")$e', { key: 'id' })).toBe('#id = :id');
  });
});

describe('directives', () => {
  it.each([
    ['#if($ctx.yes)a#elseif($ctx.no)b#else c#end', 'a'],
    ['#if($ctx.no)a#elseif($ctx.yes)b#else c#end', 'b'],
    ['#if($ctx.no)a#else c#end', 'c'],
    ['#if($ctx.empty)an empty string is true#end', 'an empty string is true'],
    ['#if($ctx.zero == 0 && !$ctx.no)both#end', 'both'],
    ['#if($ctx.zero == "0")kinds compare by text#end', 'kinds compare by text'],
    ['#foreach($i in [1..3])$i$foreach.index#if($foreach.hasNext),#end#end', '10,21,32'],
    ['#foreach($i in $ctx.list)#if($i == "b")#break#end$i#end', 'a'],
    ['#foreach($e in $ctx.map.entrySet())$e.key=$e.value;#end', 'x=1;y=2;'],
    ['#foreach($v in $ctx.map)$v#end', '12'],
    ['#foreach($v in $ctx.nothing)$v#end', ''],
    ['#set($x = 7)#set($y = $x / 2)$y', '3'],
    ['#set($x = "a")#set($y = $x + 1)$y', 'a1'],
    ['#set($x = 10 - 4 * 2)$x', '2'],
    ['#set($m = {"a": {"b": [1, "$ctx.zero", true, null]}})$util.toJson($m)', '{"a":{"b":[1,"0",true,null]}}'],
    ['#macro(greet $name)hello $name#end#greet("you")', 'hello you'],
  ])('%s gives %s', (source, text) => {
    const context = { yes: true, no: false, empty: '', zero: 0, list: ['a', 'b', 'c'], map: { x: 1, y: 2 } };
    expect(render(source, context)).toBe(text);
  });

  it('sets places inside maps and lists', () => {
    const context = { args: {}, list: [1, 2] };
    render('#set($ctx.args.filter = {"a": 1})#set($ctx.list[0] = 5)', context);
    expect(context).toEqual({ args: { filter: { a: 1 } }, list: [5, 2] });
  });

  it('#return ends the template with a value', () => {
    expect(render('before #return({"a": 1}) after')).toEqual({ returned: { a: 1 } });
    expect(render('#if(true)\n#return\n#end after')).toEqual({ returned: null });
  });

  it('gives a loop variable its outer value back', () => {
    expect(render('#set($i = "o")#foreach($i in [1..2])$i#end$i')).toBe('12o');
  });
});

describe('Java methods', () => {
  it.each([
    ['$ctx.text.split("::").size()', '2'],
    ['$ctx.text.replaceAll("^a", "z")', 'z::b'],
    ['$ctx.text.substring(0, 1)', 'a'],
    ['$ctx.text.contains("::")', 'true'],
    ['$ctx.text.toUpperCase()', 'A::B'],
    ['$ctx.map.containsKey("x")', 'true'],
    ['$ctx.map.getOrDefault("q", 9)', '9'],
    ['$ctx.map.keySet()', '[x]'],
    ['$ctx.map.isEmpty()', 'false'],
    ['$ctx.list.contains(2)', 'true'],
    ['$ctx.list.indexOf(2)', '1'],
    ['$ctx.list.subList(1, 3)', '[2, 3]'],
    ['$util.qr($ctx.list.add(4))$ctx.list', '[1, 2, 3, 4]'],
    ['$util.qr($ctx.list.remove(0))$ctx.list', '[2, 3]'],
    ['$util.qr($ctx.map.putAll({"y": 2}))$ctx.map', '{x=1, y=2}'],
    ['$util.qr($ctx.map.remove("x"))$ctx.map', '{}'],
  ])('%s is %s', (source, text) => {
    expect(render(source, { text: 'a::b', map: { x: 1 }, list: [1, 2, 3] })).toBe(text);
  });

  it.each([
    ['$ctx.map.frobnicate()', "Method 'frobnicate' of a map is not supported"],
    ['$ctx.text.strip()', "Method 'strip' of a string is not supported"],
    ['$util.nope(1)', '$util.nope is not supported'],
    ['$util.dynamodb.nope(1)', '$util.dynamodb.nope is not supported'],
    ['#nope("x")', 'Macro or directive #nope is not supported'],
    ['$ctx.list.get(9)', 'List index out of range: 9'],
  ])('%s is refused by name', (source, message) => {
    expect(() => render(source, { map: {}, text: 'a', list: [] })).toThrow(message);
  });

  it('does not reach what JavaScript puts on every object', () => {
    expect(render('$!ctx.map.constructor$!ctx.map.get("__proto__")', { map: {} })).toBe('');
    expect(() => render('$ctx.map.valueOf()', { map: {} })).toThrow('not supported');
  });
});
