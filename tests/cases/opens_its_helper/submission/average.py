exec(open("helper.py").read())
