[AutoReply]
EchoMessage=No
RecordReplies=1
Subject==?ISO-2022-JP?B?GyRCPHUkMUlVJDEkXiQ3JD8bKEI=?=
