[AutoReply]
ReplyFrom = watanabe.h@kaisha.example.jp
EchoMessage = No
RecordReplies = Yes
Subject = =?ISO-2022-JP?B?GyRCPVBEJUNmJEckORsoQg==?=
