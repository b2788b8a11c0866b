# In[1]:

get_ipython().system('pip install tqdm')

# In[2]:

get_ipython().run_cell_magic('time', '', 'def mean(values):\n    if not values:\n        raise ValueError\n    return sum(values) / len(values)\n')

# In[3]:

def spread(values):
    return max(values) - min(values)
