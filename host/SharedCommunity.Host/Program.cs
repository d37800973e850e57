using SharedCommunity.Host.Commands;

return await HostCommands.Run(args);
