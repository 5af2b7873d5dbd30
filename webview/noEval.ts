import { config } from 'zod';

// Schemas try once whether they may compile themselves; the page's content security policy forbids it
// and reports the attempt. This module must be imported before any that makes a schema.
config({ jitless: true });
