import { testScreens } from './screen-tests.ts';

testScreens('fr', 1, 2);
