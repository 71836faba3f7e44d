using System.Diagnostics;
using FerroGate.Testing.Http;
using Npgsql;

namespace FerroGate.Testing.Postgres;

/// <summary>A real PostgreSQL in a folder of its own, on the loopback interface, that can be stopped and started again.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Packages = "/usr/lib/postgresql";
    private const string User = "ferrogate";

    // The server refuses to run as root; Debian's package makes this user.
    private const string SystemUser = "postgres";

    private static readonly string? s_programs = Directory.Exists(Packages)
        ? Directory.EnumerateDirectories(Packages).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : null;

    private readonly TemporaryFolder _folder;
    private readonly int _port = FreePort.Take(1)[0];
    private Process? _process;
    private int _databases;

    private PostgresServer(TemporaryFolder folder) => _folder = folder;

    /// <summary>Why there is none on this machine; <c>null</c> where there is one.</summary>
    public static string? Missing { get; } = s_programs is null
        ? $"There is no PostgreSQL in {Packages}; Debian's package postgresql has it"
        : Environment.IsPrivilegedProcess && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith(SystemUser + ":", StringComparison.Ordinal))
            ? $"PostgreSQL does not run as root, and there is no user {SystemUser}"
            : null;

    private string Data => Path.Combine(_folder.Path, "data");

    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer(new TemporaryFolder());
        try
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", SystemUser, server._folder.Path);
            var initialize = AsUser(Path.Combine(s_programs!, "initdb"), "-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            await RunAsync(initialize[0], initialize[1..]);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, or starts it again.</summary>
    public async Task StartAsync()
    {
        var command = AsUser(
            Path.Combine(s_programs!, "postgres"), "-D", Data, "-k", "", "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
            "-c", "full_page_writes=off", "-c", "max_connections=300", "-c", "logging_collector=off", "-c", "log_min_messages=fatal");
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Patience.UntilAsync(IsThereAsync, isThere => isThere, "PostgreSQL to listen");
    }

    /// <summary>Ends it, and with it every connection.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        NpgsqlConnection.ClearAllPools();
        if (!process.HasExited)
            await RunAsync("kill", "-INT", $"{process.Id}");
        await process.WaitForExitAsync(Patience.Token());
        process.Dispose();
    }

    /// <summary>Makes a database of its own for one test.</summary>
    /// <returns>How it is connected to.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(Patience.Token());
        return ConnectionTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username={User};Pooling=true;Maximum Pool Size=10";

    private async Task<bool> IsThereAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"PostgreSQL ended with {_process.ExitCode}; its folder was {Data}");
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
            await connection.OpenAsync(Patience.Token());
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // setpriv becomes the program itself, so that the process that was started is the server.
    private static string[] AsUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", .. command]
        : command;

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(Patience.Token());
        await output;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
