import { gitDiff } from './commands/git-diff.ts'

// What `npm run setup-git` bundles for git, with nothing in it but this one command.
const { product = '' } = await gitDiff.run(process.argv.slice(2), {}, process as never)
for (const part of typeof product === 'string' ? [product] : product) process.stdout.write(part)
