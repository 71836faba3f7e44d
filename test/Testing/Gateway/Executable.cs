using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FerroGate.Testing.Gateway;

/// <summary>The built <c>ferrogate</c>, to be started as its users start it.</summary>
public static class Executable
{
    /// <summary>What the build made, or another artifact of it that <c>FERROGATE_TEST_EXECUTABLE</c> names.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("FERROGATE_TEST_EXECUTABLE") is { Length: > 0 } path
        ? System.IO.Path.GetFullPath(path)
        : System.IO.Path.Combine(
            Repository.Root, "src", "Server", "bin", Repository.Configuration, "net10.0",
            OperatingSystem.IsWindows() ? "ferrogate.exe" : "ferrogate");

    /// <summary>A start of the executable with these arguments and only the wanted variables of its own.</summary>
    public static ProcessStartInfo Start(
        IEnumerable<string> arguments, string? folder = null, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        if (!File.Exists(Path))
            throw new FileNotFoundException("Build src/Server first", Path);
        return Start(Path, arguments, folder, environment);
    }

    /// <summary>A start of the executable by a script of bash, which finds it and its arguments in <c>"$@"</c>.</summary>
    public static ProcessStartInfo StartShell(string script, string folder, params IEnumerable<string> arguments) =>
        Start("/bin/bash", ["-c", script, "bash", Path, .. arguments], folder, null);

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandResult> RunAsync(
        IEnumerable<string> arguments, string? folder = null, IEnumerable<KeyValuePair<string, string>>? environment = null) =>
        RunAsync(Start(arguments, folder, environment), input: null);

    /// <summary>Runs a command that reads standard input.</summary>
    public static Task<CommandResult> RunAsync(IEnumerable<string> arguments, string folder, string input)
    {
        var start = Start(arguments, folder);
        start.RedirectStandardInput = true;
        return RunAsync(start, input);
    }

    /// <summary>Runs another program to its end, with the same variables.</summary>
    public static Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string folder) =>
        RunAsync(Start(program, arguments, folder, null), input: null);

    private static ProcessStartInfo Start(
        string program, IEnumerable<string> arguments, string? folder, IEnumerable<KeyValuePair<string, string>>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FERROGATE_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (!start.Environment.ContainsKey("DOTNET_ROOT"))
        {
            start.Environment["DOTNET_ROOT"] =
                System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        }

        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return start;
    }

    private static async Task<CommandResult> RunAsync(ProcessStartInfo start, string? input)
    {
        using var process = Process.Start(start)!;
        try
        {
            var patience = Patience.Token();
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), patience);
                process.StandardInput.Close();
            }

            var output = process.StandardOutput.ReadToEndAsync(patience);
            var error = process.StandardError.ReadToEndAsync(patience);
            await process.WaitForExitAsync(patience);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
