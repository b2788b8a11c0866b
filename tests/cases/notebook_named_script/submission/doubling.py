{
 "cells": [
  {
   "cell_type": "code",
   "metadata": {},
   "source": "def double(x):\n    return x + x\n",
   "execution_count": null,
   "outputs": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
