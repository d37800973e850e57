-- A community's own words for the notes that its bots write.
call kernel.community_shared('channels.notice_texts');
