https://colab.research.google.com/drive/1abc?usp=sharing
