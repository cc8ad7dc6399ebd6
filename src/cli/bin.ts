#!/usr/bin/env node
import './node-version.mjs'

// Loaded afterward: an older Node.js cannot even read the rest.
await import('./main.ts')
