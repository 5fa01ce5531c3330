[AutoForward]
ForwardTo = takahashi@shutchou.example

[Delivery]
Discard = No
