using BenchmarkDotNet.Running;

// dotnet run --project bench/Micro -c Release -- --filter '*' --job short
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
