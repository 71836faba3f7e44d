namespace FerroGate.Server.Sites.Intercepts;

/// <summary>What is known of an answer that was taken away.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its header lines.</param>
internal sealed record InterceptedAnswer(int Status, IHeaderDictionary Headers);
