"""What people read: sheets and feedback as blocks, as web pages and on terminals; the sentences for students."""
