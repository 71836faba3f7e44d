using FerroGate.Fuzz;

if (!FuzzOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine($"usage: fuzz [--target all|{string.Join('|', TargetTable.All.Select(target => target.Name))}] [--seconds N] [--seed N] [--replay FILE]");
    return 2;
}

var failed = false;
foreach (var target in options.Targets)
{
    var run = new FuzzRun(target, options.Seed, TimeProvider.System);
    var finding = options.Replay is { } path ? run.Replay(File.ReadAllBytes(path)) : run.Search(TimeSpan.FromSeconds(options.Seconds));
    Console.WriteLine($"{target.Name}: {run.Inputs} inputs, {(finding is null ? "nothing found" : finding.Reason)}");
    if (finding is not null)
    {
        Console.WriteLine($"  input: {Convert.ToBase64String(finding.Input)}");
        if (options.Replay is null)
            Console.WriteLine($"  saved: {finding.Save(target.Name)}");
        failed = true;
    }
}

return failed ? 1 : 0;
