from test import mean, spread
