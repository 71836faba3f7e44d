namespace FerroGate.Storage.Redis;

/// <summary>The scripts that count, with what they have in common in front of each.</summary>
/// <param name="time">How they ask for the time: seconds and microseconds.</param>
internal sealed class Scripts(string time)
{
    /// <summary>They ask the server.</summary>
    public static Scripts OfServer { get; } = new("redis.call('TIME')");

    public string Draw { get; } = Read("draw", time);

    public string Hold { get; } = Read("hold", time);

    public string GiveBack { get; } = Read("give_back", time);

    public string Leave { get; } = Read("leave", time);

    public string Count { get; } = Read("count", time);

    public string Mark { get; } = Read("mark", time);

    public string Beat { get; } = Read("beat", time);

    public string Meters { get; } = Read("meters", time);

    public string Build { get; } = Read("build", time);

    public string Now { get; } = Read("now", time);

    private static string Read(string name, string time) => $"local time = {time}\n{Text("prelude")}{Text(name)}";

    private static string Text(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream($"redis/{name}.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
