import { readToPanel, type FromPanel, type ToPanel } from '../src/core/report/protocol.ts';
import { readState, type State } from './state.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** The extension, seen from the page. */
export interface Host {
  readonly send: (message: FromPanel) => void;
  readonly load: () => State;
  readonly save: (state: State) => void;
}

/** Connects to the extension; messages that are not of the protocol are dropped. */
export function connect(receive: (message: ToPanel) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = readToPanel(event.data);
    if (message === null) console.error('A message of the extension was not understood.');
    else receive(message);
  });
  return {
    send: (message) => {
      api.postMessage(message);
    },
    load: () => readState(api.getState()),
    save: (state) => {
      api.setState(state);
    },
  };
}
