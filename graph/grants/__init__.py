"""What ties a viewer to households: one written text for each role, read before what they ask.

It is read in the transaction of what is asked, once for all of a request, and what it brings are ids:
the parameter `$grants` of the statements that follow, whose text says nothing of who asks.

Every text has the same columns. `admitted` says whether the supporter is in office in the role;
`viewer` are the supporter and the agencies they work for, the supporter first; `reach` holds the
households of watchers and the districts of community social workers; `denied` is what a protection
keeps from the viewer whatever else admits them; `opened` is what two people have opened to them of a
protected household. In the roles that cases and hand-overs bring households in reach of, `homes` are
these, where they are asked for.

An administrator's text (`break_glass`) has one row while their glass is broken, and none otherwise,
so that nothing else is asked; `opening` is which opening it is read under.
"""
