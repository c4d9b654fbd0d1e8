/** What was sent, as a page for whoever runs the deployment on their own machine. */
import { type Sent, statusAt } from './notifications.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const row = (sent: Sent, now: number): string => {
  const cells = [
    new Date(sent.createdAt).toISOString(),
    sent.council,
    sent.type,
    [sent.to].flat().join(', '),
    sent.subject ?? '',
    sent.body,
    statusAt(sent, now),
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
};

export const sentPage = (sent: readonly Sent[], now: number): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stand-in for GOV.UK Notify</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; } td, th { text-align: left; vertical-align: top; padding: .25rem .5rem; white-space: pre-wrap; } </style>
</head>
<body>
<main>
<h1>Stand-in for GOV.UK Notify</h1>
<p>Nothing leaves this machine. What was sent, the latest first:</p>
<table>
<thead><tr><th scope="col">Time</th><th scope="col">Council</th><th scope="col">Type</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Text</th><th scope="col">Status</th></tr></thead>
<tbody>${sent
  .toReversed()
  .map((one) => row(one, now))
  .join('\n')}</tbody>
</table>
</main>
</body>
</html>
`;
