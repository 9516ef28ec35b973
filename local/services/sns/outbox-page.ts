import { createHash } from 'node:crypto';
import { escapeXml } from '../../gateway/query-protocol.ts';
import type { Mail } from './outbox.ts';

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6675; --paper: #fff; --ground: #f3f5f8; --line: #d9dfe7; --accent: #0b63c5; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf4; --soft: #a3afbe; --paper: #1b222c; --ground: #12171e; --line: #333d4a; --accent: #7cb7ff; --on-accent: #0b1624; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0 1rem; }
.lead, .meta { color: var(--soft); }
.meta { font-size: .9rem; margin: 0; overflow-wrap: anywhere; }
.notice { border-left: 4px solid var(--accent); background: var(--paper); padding: .75rem 1rem; }
ol { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; gap: 1rem; }
article { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; }
.body { margin: .75rem 0 0; padding-top: .75rem; border-top: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--accent); }
button { margin-top: 1rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: .5rem; padding: .6rem 1.1rem; min-height: 2.75rem; cursor: pointer; }
a:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
};

/** Web addresses become links; everything is escaped. */
const bodyOf = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2 ? `<a href="${escapeXml(part)}" rel="noreferrer">${escapeXml(part)}</a>` : escapeXml(part),
    )
    .join('');

const confirmForm = (token: string) =>
  `<form method="post" action="/_outbox/confirm"><input type="hidden" name="token" value="${escapeXml(token)}"><button type="submit">Confirm subscription</button></form>`;

function article({ id, to, subject, body, sentAt, confirmationToken }: Mail): string {
  const time = new Date(sentAt).toISOString();
  return `<li><article aria-labelledby="m-${escapeXml(id)}">
<h2 id="m-${escapeXml(id)}">${escapeXml(subject)}</h2>
<p class="meta">To ${escapeXml(to)} · <time datetime="${time}">${time.replace('T', ' ').slice(0, 19)} UTC</time></p>
<div class="body">${bodyOf(body)}</div>
${confirmationToken === undefined ? '' : confirmForm(confirmationToken)}
</article></li>`;
}

const notices: Record<string, string> = {
  yes: 'The subscription is confirmed. From now on its notifications arrive here.',
  no: 'This confirmation is no longer valid: the subscription was confirmed before or is gone.',
};

export function outboxPage(mails: Mail[], confirmed: string | null): { headers: Record<string, string>; html: string } {
  const notice = confirmed === null ? undefined : notices[confirmed];
  const list = mails.length ? `<ol>${mails.map(article).join('\n')}</ol>` : '<p>No mail yet.</p>';
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Outbox (${mails.length})</title><style>${style}</style></head>
<body><main>
<h1>Outbox</h1>
<p class="lead">E-mail that the local endpoint would have sent, newest first. Nothing leaves this machine.</p>
${notice === undefined ? '' : `<p class="notice" role="status">${notice}</p>`}
${list}
</main></body>
</html>`;
  return { headers, html };
}
