import { testScreens } from './screen-tests.ts';

// The sentences differ, the screens do not: a third of them shows what is too long or not said.
testScreens('en', 0, 3);
