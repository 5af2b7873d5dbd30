import './noEval.ts';
import { registerComponents } from './components.ts';
import { connect } from './host.ts';
import { createPage } from './page.ts';

registerComponents();
const host = connect((message) => {
  page.receive(message);
});
const page = createPage(document.body, host);
host.send({ type: 'ready' });
