import './noEval.ts';
import { registerComponents } from './components.ts';
import { connect } from './host.ts';
import { createPage } from './page.ts';
import { createPulse } from './pulse.ts';

registerComponents();
const host = connect((message) => {
  pulse.heard();
  if (message.type !== 'pong') page.receive(message);
});
const pulse = createPulse(
  () => {
    host.send({ type: 'ping' });
  },
  (isAnswered) => {
    page.setAnswered(isAnswered);
  },
);
const page = createPage(document.body, host);

/** Milliseconds until the page announces itself again; each time it waits twice as long. */
const firstWait = 1000;
const longestWait = 60_000;

/** A message that is sent while VS Code still sets the page up may be lost: said again until there is a report. */
function announce(wait: number): void {
  if (page.hasReport()) return;
  host.send({ type: 'ready', filter: page.filter() });
  if (wait <= longestWait) setTimeout(announce, wait, wait * 2);
}

announce(firstWait);
