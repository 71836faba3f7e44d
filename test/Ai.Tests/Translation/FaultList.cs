namespace FerroGate.Ai.Tests.Translation;

/// <summary>Faults of many generated things: the shortest of each kind says the most.</summary>
internal static class FaultList
{
    /// <summary>Fails where there is any.</summary>
    /// <param name="faults">What is wrong, in a line whose first words are its kind, and behind it what it is wrong with.</param>
    public static void AssertNone(IReadOnlyCollection<string> faults) =>
        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults.GroupBy(KindOf).Select(kind => $"[{kind.Count()}] {kind.MinBy(fault => fault.Length)}"))}");

    private static string KindOf(string fault) => fault.Split('\n')[0].Split(':')[0];
}
