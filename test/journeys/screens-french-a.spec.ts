import { testScreens } from './screen-tests.ts';

testScreens('fr', 0, 2);
