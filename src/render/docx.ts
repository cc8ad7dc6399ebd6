import type { Renderer } from './render.ts'
export const renderWord: Renderer = () => []
