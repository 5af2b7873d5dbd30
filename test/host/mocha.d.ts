/** Mocha's browser build: one file that runs in both extension hosts and sets the global `mocha`. */
declare module 'mocha/mocha.js';
