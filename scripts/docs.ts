// Writes the pages of docs/ that are made from the source.
// usage: npm run docs
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rules } from '../src/rules.ts'
import { root } from './lock.ts'
import { printRules, ruleExample } from './rules-page.ts'

writeFileSync(join(root, 'docs/rules.md'), printRules(rules, ruleExample()))
