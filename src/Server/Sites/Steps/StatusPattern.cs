using System.Globalization;

namespace FerroGate.Server.Sites.Steps;

/// <summary>A status such as <c>404</c>, or a class of them such as <c>4xx</c>.</summary>
internal readonly struct StatusPattern(string text)
{
    private readonly int _number = int.Parse(text.AsSpan(0, text.EndsWith("xx", StringComparison.Ordinal) ? 1 : text.Length), CultureInfo.InvariantCulture);

    public bool Matches(int status) => _number < 10 ? status / 100 == _number : status == _number;
}
