/**
 * Replacement for @vscode/spdlog, a native module: the same functions, appending to the log file at
 * once. Rotation is left out; a served VS Code lives for minutes.
 */
export const spdlogStandIn = `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(type, name, file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level) return;
    const line = new Date().toISOString() + ' [' + names[level] + '] ' + message + '\\n';
    try {
      fs.appendFileSync(this.file, this.plain ? message : line);
    } catch {
      // Its folder is gone: the server is shutting down.
    }
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.plain = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
names.forEach((name, level) => {
  Logger.prototype[name] = function (message) { this.write(level, message); };
});
const create = async (name, file) => new Logger('rotating', name, file);
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

/**
 * Replacement for native-watchdog. The extension host looks for its parent by itself once a second;
 * the native module only adds the same for a blocked event loop.
 */
export const watchdogStandIn = `'use strict';
exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
`;
