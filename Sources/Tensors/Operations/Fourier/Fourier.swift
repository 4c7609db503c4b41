/// Discrete Fourier transforms; complex numbers are pairs [re, im] along the last axis.
enum Fourier {
  static let all: [OperationEntry] = [
    OperationEntry(Fft.self), OperationEntry(InverseFft.self), OperationEntry(RealFft.self),
    OperationEntry(InverseRealFft.self), OperationEntry(Fft2.self), OperationEntry(InverseFft2.self),
    OperationEntry(FftN.self), OperationEntry(InverseFftN.self), OperationEntry(Frequencies.self),
    OperationEntry(RealFrequencies.self), OperationEntry(FrequencyShift.self),
    OperationEntry(InverseFrequencyShift.self), OperationEntry(Complex.self),
    OperationEntry(ComplexMultiply.self), OperationEntry(ComplexAbsolute.self),
    OperationEntry(ComplexAngle.self),
  ]
}
