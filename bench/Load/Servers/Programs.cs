namespace FerroGate.Bench.Load.Servers;

/// <summary>The programs under load.</summary>
/// <param name="ReadyToRun">FerroGate as it is compared with others.</param>
/// <param name="Jit">FerroGate that is compiled as it runs; <c>null</c> where it is not there.</param>
/// <param name="Aot">FerroGate that is compiled ahead; <c>null</c> where it is not there.</param>
/// <param name="Portkey">The script that starts Portkey's gateway; <c>null</c> where it is not installed.</param>
internal sealed record Programs(string ReadyToRun, string? Jit, string? Aot, string? Portkey)
{
    private const string Folder = "artifacts";

    /// <summary>The artifacts of FerroGate that are there, by what the tables call them.</summary>
    public IEnumerable<(string Name, string Executable)> Artifacts =>
        from artifact in ((string, string? Executable)[])[("JIT", Jit), ("ReadyToRun", ReadyToRun), ("Native AOT", Aot)]
        where artifact.Executable is not null
        select (artifact.Item1, artifact.Executable);

    /// <summary>Those that <c>bench/run</c> has put into the folder of artifacts.</summary>
    /// <param name="readyToRun">The one that everything is measured with.</param>
    public static Programs Find(string readyToRun) => new(
        readyToRun,
        Artifact("jit/ferrogate"),
        Artifact("aot/ferrogate"),
        Artifact("portkey/node_modules/@portkey-ai/gateway/build/start-server.js"));

    private static string? Artifact(string path) => Path.GetFullPath(Path.Combine(Folder, path)) is var full && File.Exists(full) ? full : null;
}
